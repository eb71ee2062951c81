;;; The program: everything with side effects, except for the server.

(define-module (simulator program)
  #:use-module (ice-9 atomic)
  #:use-module (ice-9 match)
  #:use-module (ice-9 threads)
  #:use-module (srfi srfi-1)
  #:use-module (simulator configuration)
  #:use-module (simulator exposition)
  #:use-module (simulator options)
  #:use-module (simulator server)
  #:use-module (simulator simulation)
  #:use-module (simulator time)
  #:export (main))

(define (main arguments)
  "Runs the program with its arguments.  Returns its exit status: 0 for success,
1 when something outside the program failed, 2 for wrong arguments."
  (call-with-values (lambda () (parse-options arguments))
    (lambda (options errors)
      (cond ((assq-ref options 'help) (display usage) 0)
            ((pair? errors) (for-each tell errors) 2)
            ((assq-ref options 'csv) => (lambda (span) (print-csv (run-of options span) span)))
            ((start-violation options) => (lambda (line) (tell line) 2))
            (else (simulate (run-of options 0) (or (assq-ref options 'port) 9090)))))))

(define (tell line)
  "Prints a message for the user on standard error."
  (format (current-error-port) "~a~%" line)
  (force-output (current-error-port)))

(define (run-of options span)
  "The run for the options.  Without a start, it begins SPAN before now."
  (define interval (or (assq-ref options 'update-interval) 10))
  (define start (assq-ref options 'start))
  (define seed
    (or (assq-ref options 'seed)
        (random (expt 2 64) (random-state-from-platform))))
  (make-run seed
            (* interval (if start
                            (ceiling (/ start interval))
                            (floor (/ (- (now) span) interval))))
            interval
            (scenario-of options)))

(define (start-violation options)
  "The error of the start of a served run, or #f."
  (let ((start (assq-ref options 'start))
        (now (now)))
    (and start (> start now)
         (format #f "--start: must not be in the future (now is ~a), got ~a."
                 (write-instant now) (write-instant start)))))

(define (print-csv run span)
  "Writes a span of simulated time to standard output."
  (define ticks (ceiling (/ span (run-interval run))))
  (catch 'system-error
    (lambda ()
      (write-csv-header (current-output-port))
      (let loop ((simulation (begin-simulation run)))
        (when (< (simulation-tick simulation) ticks)
          (write-csv simulation (current-output-port))
          (loop (advance simulation))))
      (force-output)
      0)
    (lambda arguments
      ;; The reader needs no more output and has closed the pipe.
      (unless (= EPIPE (system-error-errno arguments))
        (tell (format #f "Standard output: ~a." (strerror (system-error-errno arguments)))))
      (primitive-_exit (if (= EPIPE (system-error-errno arguments)) 0 1)))))

(define (simulate run port)
  "Serves a run until a signal ends it."
  (catch 'system-error
    (lambda ()
      (let ((listener (listen-on-loopback port)))
        (exit-on SIGINT)
        (exit-on SIGTERM)
        (sigaction SIGPIPE SIG_IGN)
        (let ((state (make-atomic-box (begin-simulation run))))
          (let ((behind (tick-at run (now))))
            (when (> behind 1000)
              (tell (format #f "Computing ~a ticks since the start first; 1000 take two seconds." behind))))
          (catch-up! state)
          (greet run (listening-port listener) (atomic-box-ref state))
          (call-with-new-thread
           (lambda () (serve listener (answers state (now)))))
          (keep-up! state))))
    (lambda arguments
      (tell
       (if (= EADDRINUSE (system-error-errno arguments))
           (string-append
            (format #f "Port ~a on localhost is in use (Prometheus itself listens on 9090 by default). " port)
            "Choose another: --port 9464, or make simulate-guile PORT=9464.")
           (format #f "Port ~a on localhost: ~a." port (strerror (system-error-errno arguments)))))
      1)))

(define (exit-on signal)
  (sigaction signal (lambda _ (primitive-_exit 0))))

(define (catch-up! state)
  "Advances the state to the current tick, and returns it.  Two threads may
do so at the same time, because both get the same state."
  (let* ((before (atomic-box-ref state))
         (tick (tick-at (simulation-run before) (now))))
    (if (<= tick (simulation-tick before))
        before
        (let ((after (advance-to before tick)))
          (atomic-box-compare-and-swap! state before after)
          after))))

(define (keep-up! state)
  "Computes every tick when its time has come, even if nobody asks for it."
  (let* ((simulation (catch-up! state))
         (next (instant-of (simulation-run simulation) (+ 1 (simulation-tick simulation))))
         (left (max 0 (- next (now)))))
    (select '() '() '() (floor left) (floor (* 1000000 (- left (floor left)))))
    (keep-up! state)))

(define (answers state started)
  "The answers: a procedure from a path to a content type and a text."
  (match-lambda
    ("/metrics"
     (cons "text/plain; version=0.0.4; charset=utf-8"
           (call-with-output-string
             (lambda (port) (write-text (catch-up! state) port)))))
    ("/health"
     (cons "application/json" (health (catch-up! state) (- (now) started))))
    ("/config"
     (cons "application/yaml"
           (call-with-output-string
             (lambda (port)
               (write-yaml (configuration (simulation-run (atomic-box-ref state))) port)))))
    (_ #f)))

(define (series-count simulation)
  (length (append-map family-samples (simulation-families simulation))))

(define (health simulation uptime)
  (format #f "{\"status\":\"healthy\",\"uptime\":\"~a\",\"tick\":~a,\"instant\":\"~a\",\"series\":~a}~%"
          (write-uptime uptime) (simulation-tick simulation)
          (write-instant (simulation-instant simulation)) (series-count simulation)))

(define (greet run port simulation)
  (define url (format #f "http://localhost:~a" port))
  (format #t "Claude Code Metrics Simulator, in Scheme
  ~a/metrics   ~a metrics, ~a series, a new tick every ~a
  ~a/health    ~a/config
  To run the same again: --seed ~a --start ~a
Ctrl-C ends the simulator.~%"
          url (length (simulation-families simulation)) (series-count simulation)
          (write-duration (run-interval run))
          url url
          (run-seed run) (write-instant (run-start run)))
  (force-output))
