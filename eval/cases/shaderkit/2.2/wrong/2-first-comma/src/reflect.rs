//! Reads just enough WGSL to know entry points and the layout of structs.

use std::fmt;

/// The stage that an entry point is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    Vertex,
    Fragment,
    Compute,
}

/// A field and where it lies, in bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    pub name: String,
    pub offset: u32,
    pub size: u32,
}

/// The memory layout of a struct.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StructLayout {
    pub fields: Vec<Field>,
    pub size: u32,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReflectError {
    NoStruct(String),
    UnknownType(String),
    BadField(String),
}

impl fmt::Display for ReflectError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ReflectError::NoStruct(name) => write!(f, "there is no struct {name}"),
            ReflectError::UnknownType(name) => write!(f, "the layout of {name} is not known"),
            ReflectError::BadField(text) => write!(f, "'{text}' is not a field"),
        }
    }
}

impl std::error::Error for ReflectError {}

/// The entry points in their order.
pub fn entry_points(source: &str) -> Vec<(Stage, String)> {
    let text = without_comments(source);
    let mut found = Vec::new();
    for (attribute, stage) in [
        ("@vertex", Stage::Vertex),
        ("@fragment", Stage::Fragment),
        ("@compute", Stage::Compute),
    ] {
        for (at, _) in text.match_indices(attribute) {
            let rest = &text[at..];
            if let Some(start) = rest.find("fn ") {
                found.push((at, stage, name_at(&rest[start + 3..])));
            }
        }
    }
    found.sort_by_key(|&(at, ..)| at);
    found
        .into_iter()
        .map(|(_, stage, name)| (stage, name))
        .collect()
}

/// The layout of a struct by the rules of WGSL.
pub fn struct_layout(source: &str, name: &str) -> Result<StructLayout, ReflectError> {
    let text = without_comments(source);
    let body = struct_body(&text, name).ok_or_else(|| ReflectError::NoStruct(name.to_owned()))?;
    let mut fields = Vec::new();
    let (mut end, mut alignment) = (0, 1);
    for part in split_fields(body) {
        let bad = || ReflectError::BadField(part.trim().to_owned());
        let (field, kind) = without_attributes(part).split_once(':').ok_or_else(bad)?;
        let (size, align) = size_and_align(kind.trim())?;
        let offset = round_up(end, align);
        fields.push(Field {
            name: field.trim().to_owned(),
            offset,
            size,
        });
        end = offset + size;
        alignment = alignment.max(align);
    }
    Ok(StructLayout {
        fields,
        size: round_up(end, alignment),
    })
}

/// The size and the alignment of a type.
fn size_and_align(kind: &str) -> Result<(u32, u32), ReflectError> {
    let unknown = || ReflectError::UnknownType(kind.to_owned());
    if let Some(inner) = kind
        .strip_prefix("array<")
        .and_then(|rest| rest.strip_suffix('>'))
    {
        let (element, length) = inner.split_once(',').ok_or_else(unknown)?;
        let length: u32 = length
            .trim()
            .trim_end_matches('u')
            .parse()
            .map_err(|_| unknown())?;
        let (size, align) = size_and_align(element.trim())?;
        let size = round_up(size, align)
            .checked_mul(length)
            .ok_or_else(unknown)?;
        return Ok((size, align));
    }
    match kind {
        "f32" | "u32" | "i32" => Ok((4, 4)),
        "vec2<f32>" | "vec2<u32>" | "vec2<i32>" => Ok((8, 8)),
        "vec3<f32>" | "vec3<u32>" | "vec3<i32>" => Ok((16, 16)),
        "vec4<f32>" | "vec4<u32>" | "vec4<i32>" => Ok((16, 16)),
        "mat3x3<f32>" => Ok((48, 16)),
        "mat4x4<f32>" => Ok((64, 16)),
        _ => Err(unknown()),
    }
}

fn round_up(value: u32, to: u32) -> u32 {
    value.div_ceil(to) * to
}

fn without_comments(source: &str) -> String {
    let lines = source
        .lines()
        .map(|line| line.split("//").next().unwrap_or_default());
    lines.collect::<Vec<_>>().join("\n")
}

fn struct_body<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    text.split("struct ").skip(1).find_map(|rest| {
        let (head, rest) = rest.split_once('{')?;
        let (body, _) = rest.split_once('}')?;
        (head.trim() == name).then_some(body)
    })
}

/// Splits at the commas that are not within angle brackets or parentheses.
fn split_fields(body: &str) -> Vec<&str> {
    let mut depth = 0;
    let parts = body.split(|character| {
        match character {
            '<' | '(' => depth += 1,
            '>' | ')' => depth -= 1,
            _ => {}
        }
        character == ',' && depth == 0
    });
    parts.filter(|part| !part.trim().is_empty()).collect()
}

/// Leaves out `@name(...)` and `@name` in front of a field.
fn without_attributes(field: &str) -> &str {
    let mut rest = field.trim();
    while let Some(attribute) = rest.strip_prefix('@') {
        let name = name_at(attribute).len();
        let behind = attribute[name..].trim_start();
        rest = match behind
            .strip_prefix('(')
            .and_then(|inner| inner.split_once(')'))
        {
            Some((_, behind)) => behind.trim_start(),
            None => behind,
        };
    }
    rest
}

fn name_at(text: &str) -> String {
    text.chars()
        .take_while(|c| c.is_alphanumeric() || *c == '_')
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_aligned() {
        let source = "struct A { a: f32, // one\n @align(16) b: vec2<f32>, c: u32, }";
        let layout = struct_layout(source, "A").unwrap();
        let offsets: Vec<u32> = layout.fields.iter().map(|field| field.offset).collect();
        assert_eq!((offsets, layout.size), (vec![0, 8, 16], 24));
    }

    #[test]
    fn what_is_not_known_is_refused() {
        assert_eq!(
            struct_layout("", "A"),
            Err(ReflectError::NoStruct("A".into()))
        );
        let unknown = struct_layout("struct A { a: texture_2d<f32> }", "A");
        assert_eq!(
            unknown,
            Err(ReflectError::UnknownType("texture_2d<f32>".into()))
        );
    }
}
