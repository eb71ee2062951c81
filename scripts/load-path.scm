;;; Lets Guile find the modules of this folder; to be loaded first.

(use-modules (ice-9 ftw)
             (srfi srfi-1))

(add-to-load-path (dirname (current-filename)))

(define folder (string-append (dirname (current-filename)) "/simulator"))

(define (modification-time file)
  (let ((status (stat file #f)))
    (if status (stat:mtime status) 0)))

(define (compiled source)
  "Where Guile keeps what it compiled a file to."
  (string-append %compile-fallback-path (canonicalize-path source) ".go"))

;; Guile compiles a file again when it is newer than what was compiled.  But the
;; small procedures and the records of a module are compiled into those that
;; use it: when one has changed, all have to be compiled again.
(let ((sources (map (lambda (name) (string-append folder "/" name))
                    (scandir folder (lambda (name) (string-suffix? ".scm" name))))))
  (set! %fresh-auto-compile
        (> (apply max (map modification-time sources))
           (apply min (map (lambda (source) (modification-time (compiled source))) sources)))))

;; Optimizing more would take ten times as long and save little: most of a tick
;; goes into rationals.
(when %fresh-auto-compile
  ((@ (system base compile) default-optimization-level) 1))
