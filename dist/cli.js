#!/usr/bin/env node
import{t as e}from"./chunks/keep-compiled.js";e(),await import(`./chunks/cli.js`);export{};