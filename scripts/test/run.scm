;;; Runs all tests of this folder: guile-3.0 scripts/test/run.scm

(load "../load-path.scm")

(use-modules (ice-9 ftw)
             (srfi srfi-64))

(define (tell-failure runner)
  (when (memq (test-result-kind runner) '(fail xpass))
    (format #t "~a:~a: ~a~%"
            (test-result-ref runner 'source-file) (test-result-ref runner 'source-line)
            (test-runner-test-name runner))
    (for-each (lambda (key)
                (format #t "  ~a: ~s~%" key (test-result-ref runner key)))
              '(expected-value actual-value actual-error))))

(define runner (test-runner-null))
(test-runner-on-test-end! runner tell-failure)
(test-runner-current runner)

(define here (dirname (current-filename)))
(for-each (lambda (file)
            (test-group file (load (string-append here "/" file))))
          (scandir here (lambda (file) (string-suffix? "-test.scm" file))))

(define failed (+ (test-runner-fail-count runner) (test-runner-xpass-count runner)))
(format #t "~a passed, ~a failed~%" (test-runner-pass-count runner) failed)
(exit (zero? failed))
