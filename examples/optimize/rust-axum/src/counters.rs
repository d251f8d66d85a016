use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use serde::Serialize;

#[derive(Clone, Default)]
pub struct Counters(Arc<Mutex<HashMap<String, u64>>>);

#[derive(Serialize)]
pub struct Count {
    name: String,
    count: u64,
}

impl Counters {
    pub fn read(&self, name: String) -> Count {
        let count = self.0.lock().unwrap().get(&name).copied().unwrap_or(0);
        Count { name, count }
    }

    pub fn add(&self, name: String) -> Count {
        let mut counters = self.0.lock().unwrap();
        let count = counters.entry(name.clone()).or_insert(0);
        *count += 1;
        Count { name, count: *count }
    }
}
