// Command notes keeps short notes in SQLite and shows them as a page.
package main

import (
	"database/sql"
	"html/template"
	"log"
	"net/http"
	"os"
	"path/filepath"
	"time"

	_ "github.com/mattn/go-sqlite3"
)

type note struct {
	Text    string
	Written string
}

func main() {
	database, err := open(filepath.Join(setting("DATA_DIR", "data"), "notes.db"))
	if err != nil {
		log.Fatal(err)
	}
	page := template.Must(template.ParseGlob("templates/*.html"))

	http.HandleFunc("GET /{$}", func(w http.ResponseWriter, r *http.Request) {
		notes, err := list(r, database)
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		if err := page.ExecuteTemplate(w, "notes.html", notes); err != nil {
			log.Print(err)
		}
	})
	http.HandleFunc("POST /notes", func(w http.ResponseWriter, r *http.Request) {
		if _, err := database.ExecContext(r.Context(), "INSERT INTO note (text) VALUES (?)", r.FormValue("text")); err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		http.Redirect(w, r, "/", http.StatusSeeOther)
	})

	server := &http.Server{Addr: ":" + setting("PORT", "8080"), ReadHeaderTimeout: 5 * time.Second}
	log.Printf("notes on %s", server.Addr)
	log.Fatal(server.ListenAndServe())
}

func setting(name, otherwise string) string {
	if value := os.Getenv(name); value != "" {
		return value
	}
	return otherwise
}

// open makes the database when it is not there, with the statements that lie beside the program.
func open(file string) (*sql.DB, error) {
	database, err := sql.Open("sqlite3", file)
	if err != nil {
		return nil, err
	}
	for _, script := range []string{"sql/schema.sql", "sql/welcome.sql"} {
		statements, err := os.ReadFile(script)
		if err != nil {
			return nil, err
		}
		if _, err := database.Exec(string(statements)); err != nil {
			return nil, err
		}
	}
	return database, nil
}

func list(r *http.Request, database *sql.DB) ([]note, error) {
	rows, err := database.QueryContext(r.Context(), "SELECT text, written FROM note ORDER BY id DESC LIMIT 50")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var notes []note
	for rows.Next() {
		var n note
		if err := rows.Scan(&n.Text, &n.Written); err != nil {
			return nil, err
		}
		notes = append(notes, n)
	}
	return notes, rows.Err()
}
