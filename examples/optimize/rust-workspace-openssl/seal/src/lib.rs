//! A seal says in four words what a text is: packed with zlib, signed with a key, spelled from a list.
mod zlib;

use openssl::hash::MessageDigest;
use openssl::pkey::PKey;
use openssl::sign::Signer;

include!(concat!(env!("OUT_DIR"), "/words.rs"));

pub struct Seal {
    pub words: [&'static str; 4],
    pub packed: usize,
}

pub fn seal(text: &str, key: &str) -> Result<Seal, openssl::error::ErrorStack> {
    let packed = zlib::compress(text.as_bytes());
    let key = PKey::hmac(key.as_bytes())?;
    let mut signer = Signer::new(MessageDigest::sha256(), &key)?;
    signer.update(text.as_bytes())?;
    let signature = signer.sign_to_vec()?;
    let words = [0, 1, 2, 3].map(|at| WORDS[usize::from(signature[at]) % WORDS.len()]);
    Ok(Seal { words, packed: packed.len() })
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_same_text_and_key_have_the_same_words() {
        let first = super::seal("hello", "key").unwrap();
        let second = super::seal("hello", "key").unwrap();
        assert_eq!(first.words, second.words);
    }
}
