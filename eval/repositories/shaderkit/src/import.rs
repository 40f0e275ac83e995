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

/// Replaces every line `#import <module>` by the text of the module, whose own imports are replaced too.
pub fn expand<'a>(
    source: &str,
    find: &dyn Fn(&str) -> Option<&'a str>,
) -> Result<String, ImportError> {
    let mut result = String::new();
    for line in source.lines() {
        match line.trim().strip_prefix("#import ") {
            Some(module) => {
                let module = module.trim();
                let text = find(module).ok_or_else(|| ImportError {
                    module: module.to_owned(),
                })?;
                result.push_str(&expand(text, find)?);
            }
            None => {
                result.push_str(line);
                result.push('\n');
            }
        }
    }
    Ok(result)
}
