;;; Lets Guile find the modules of this folder.  Load this file first.

(use-modules (ice-9 ftw)
             (srfi srfi-1))

(add-to-load-path (dirname (current-filename)))

(define folder (string-append (dirname (current-filename)) "/simulator"))

(define (modification-time file)
  (let ((status (stat file #f)))
    (if status (stat:mtime status) 0)))

(define (compiled source)
  "Where Guile keeps the compiled form of a file."
  (string-append %compile-fallback-path (canonicalize-path source) ".go"))

;; Guile compiles a file again when it is newer than its compiled form.  But it
;; compiles small procedures and records of a module into the modules that use
;; it, so when one module has changed, all must be compiled again.
(let ((sources (map (lambda (name) (string-append folder "/" name))
                    (scandir folder (lambda (name) (string-suffix? ".scm" name))))))
  (set! %fresh-auto-compile
        (> (apply max (map modification-time sources))
           (apply min (map (lambda (source) (modification-time (compiled source))) sources)))))

;; More optimization would take ten times as long and save little, because most
;; of a tick is spent on rationals.
(when %fresh-auto-compile
  ((@ (system base compile) default-optimization-level) 1))
