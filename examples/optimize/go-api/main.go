// Command go-api tells the time in a handful of cities, as a page and as JSON.
package main

import (
	"context"
	"crypto/x509"
	"embed"
	"encoding/json"
	"errors"
	"html/template"
	"log"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"

	"example.com/go-api/internal/worldclock"
	"github.com/go-chi/chi/v5"
)

//go:embed templates/*.html
var templates embed.FS

func main() {
	page := template.Must(template.ParseFS(templates, "templates/*.html"))
	clocks, err := worldclock.Load("Europe/Paris", "Asia/Tokyo", "America/Bogota")
	if err != nil {
		log.Fatalf("no time zones: %v", err)
	}

	router := chi.NewRouter()
	router.Get("/", func(w http.ResponseWriter, _ *http.Request) {
		if err := page.ExecuteTemplate(w, "index.html", clocks); err != nil {
			log.Print(err)
		}
	})
	router.Get("/api/clocks", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(clocks.At(time.Now()))
	})
	// An image without certificate authorities starts and answers, and fails on the first outgoing call: say it here.
	router.Get("/ready", func(w http.ResponseWriter, _ *http.Request) {
		roots, err := x509.SystemCertPool()
		if err != nil || roots.Equal(x509.NewCertPool()) {
			http.Error(w, "no certificate authorities", http.StatusServiceUnavailable)
			return
		}
		_, _ = w.Write([]byte("ready\n"))
	})
	serve(":"+port(), router)
}

func port() string {
	if value := os.Getenv("PORT"); value != "" {
		return value
	}
	return "8080"
}

func serve(address string, handler http.Handler) {
	server := &http.Server{Addr: address, Handler: handler, ReadHeaderTimeout: 5 * time.Second}
	stop, cancel := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer cancel()
	go func() {
		<-stop.Done()
		_ = server.Shutdown(context.Background())
	}()
	log.Printf("listening on %s", address)
	if err := server.ListenAndServe(); !errors.Is(err, http.ErrServerClosed) {
		log.Fatal(err)
	}
}
