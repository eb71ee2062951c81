;;; Assertions about samples.  Every check allows five standard errors: a right
;;; implementation fails one in 1.7 million, and seeds are fixed, so that a
;;; failure can be repeated.

(define-module (test expect)
  #:use-module (srfi srfi-1)
  #:use-module (srfi srfi-64)
  #:export (sum mean variance expect-within expect-mean expect-variance))

(define (sum samples)
  (fold + 0 samples))

(define (mean samples)
  (/ (sum samples) (length samples) 1.0))

(define (variance samples)
  "The variance of a sample, with n − 1."
  (let ((centre (mean samples)))
    (/ (sum (map (lambda (x) (expt (- x centre) 2)) samples))
       (- (length samples) 1.0))))

(define (expect-within name expected tolerance calculated)
  (test-assert (format #f "~a: ~a, expected ~a ± ~a" name calculated expected tolerance)
    (<= (abs (- calculated expected)) tolerance)))

(define (expect-mean name expected variance samples)
  "The mean of n samples of a known variance."
  (expect-within (string-append name ", mean") expected
                 (* 5 (sqrt (/ variance (length samples))))
                 (mean samples)))

(define* (expect-variance name expected samples #:optional (fourth-moment (* 3 expected expected)))
  "The variance of n samples whose fourth central moment is known; that of a
normal distribution unless given."
  (expect-within (string-append name ", variance") expected
                 (* 5 (sqrt (/ (- fourth-moment (* expected expected)) (length samples))))
                 (variance samples)))
