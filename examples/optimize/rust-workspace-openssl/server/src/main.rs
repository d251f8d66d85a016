use std::{env, fs};

use tiny_http::{Response, Server};

fn main() {
    let key = env::var("SEAL_KEY").unwrap_or_else(|_| "development".into());
    let port = env::var("PORT").unwrap_or_else(|_| "8080".into());
    // Read when it starts, not built in: the page can be replaced without a compiler.
    let pages = env::var("PAGES").unwrap_or_else(|_| "server/pages".into());
    let index = fs::read_to_string(format!("{pages}/index.txt")).expect("the page to greet with");
    let server = Server::http(format!("0.0.0.0:{port}")).expect("the port");
    println!("sealing on port {port}");
    for request in server.incoming_requests() {
        let answer = match request.url().strip_prefix("/seal/") {
            Some(text) => sealed(text, &key),
            None => index.clone(),
        };
        if let Err(error) = request.respond(Response::from_string(answer)) {
            eprintln!("{error}");
        }
    }
}

fn sealed(text: &str, key: &str) -> String {
    match seal::seal(text, key) {
        Ok(seal) => format!("{} ({} bytes packed)\n", seal.words.join("-"), seal.packed),
        Err(error) => format!("{error}\n"),
    }
}
