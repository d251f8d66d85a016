//! Links the system's zlib, and turns the word list into a table that the code includes.
use std::{env, fs, path::Path};

fn main() {
    println!("cargo:rustc-link-lib=z");
    println!("cargo:rerun-if-changed=words/short.txt");
    let words = fs::read_to_string("words/short.txt").expect("the word list");
    let rows: String = words.lines().map(|word| format!("    {word:?},\n")).collect();
    let table = format!("pub const WORDS: &[&str] = &[\n{rows}];\n");
    fs::write(Path::new(&env::var("OUT_DIR").unwrap()).join("words.rs"), table).expect("the table");
}
