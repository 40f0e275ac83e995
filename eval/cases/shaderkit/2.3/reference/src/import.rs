use std::collections::HashSet;
use std::fmt;

/// A shader imports a module that does not exist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportError {
    pub module: String,
}

impl fmt::Display for ImportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "there is no shader module '{}'", self.module)
    }
}

impl std::error::Error for ImportError {}

/// Replaces every line `#import <module>` by the text of the module, whose own imports are replaced too. A
/// module is taken once, where it is imported first.
pub fn expand<'a>(
    source: &str,
    find: &dyn Fn(&str) -> Option<&'a str>,
) -> Result<String, ImportError> {
    let mut result = String::new();
    append(source, find, &mut HashSet::new(), &mut result)?;
    Ok(result)
}

fn append<'a>(
    source: &str,
    find: &dyn Fn(&str) -> Option<&'a str>,
    taken: &mut HashSet<String>,
    result: &mut String,
) -> Result<(), ImportError> {
    for line in source.lines() {
        match line.trim().strip_prefix("#import ") {
            Some(module) => {
                let module = module.trim();
                let text = find(module).ok_or_else(|| ImportError {
                    module: module.to_owned(),
                })?;
                if taken.insert(module.to_owned()) {
                    append(text, find, taken, result)?;
                }
            }
            None => {
                result.push_str(line);
                result.push('\n');
            }
        }
    }
    Ok(())
}
