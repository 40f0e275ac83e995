#!/usr/bin/env node
import{t as e}from"./chunks/keep-compiled.js";await e(),await import(`./chunks/cli.js`);export{};