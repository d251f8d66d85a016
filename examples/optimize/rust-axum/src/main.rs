//! A counter for everything: `POST /count/{name}` adds one, `GET /count/{name}` says how many there are.
mod counters;

use std::{env, io};

use axum::extract::{Path, State};
use axum::routing::get;
use axum::{Json, Router};
use counters::{Count, Counters};
use tokio::net::TcpListener;
use tokio::signal::unix::{signal, SignalKind};

#[tokio::main]
async fn main() -> io::Result<()> {
    let address = env::var("TALLY_LISTEN").unwrap_or_else(|_| "0.0.0.0:8080".into());
    let routes = Router::new()
        .route("/", get(|| async { "tally counts what you name\n" }))
        .route("/count/{name}", get(read).post(add))
        .with_state(Counters::default());
    let listener = TcpListener::bind(&address).await?;
    println!("tally listens on {address}");
    axum::serve(listener, routes)
        .with_graceful_shutdown(terminated())
        .await?;
    println!("tally has answered everybody");
    Ok(())
}

async fn read(State(counters): State<Counters>, Path(name): Path<String>) -> Json<Count> {
    Json(counters.read(name))
}

async fn add(State(counters): State<Counters>, Path(name): Path<String>) -> Json<Count> {
    Json(counters.add(name))
}

async fn terminated() {
    match signal(SignalKind::terminate()) {
        Ok(mut terminate) => {
            terminate.recv().await;
        }
        Err(_) => std::future::pending().await,
    }
}
