;;; Writes a simulation as text 0.0.4 and CSV.

(define-module (simulator exposition)
  #:use-module (ice-9 match)
  #:use-module (simulator catalogue)
  #:use-module (simulator simulation)
  #:use-module (simulator time)
  #:export (spell-number write-text write-csv-header write-csv))

(define (spell-number x)
  "A number in the shortest spelling that reads back, as Go's strconv spells
it: 60, 1e+06, 0.0001, 1e-05, NaN, +Inf, -Inf."
  (let ((x (exact->inexact x)))
    (cond ((nan? x) "NaN")
          ((inf? x) (if (positive? x) "+Inf" "-Inf"))
          ((zero? x) "0")
          ((negative? x) (string-append "-" (spell-number (- x))))
          (else (call-with-values (lambda () (shortest-decimal x)) spell-decimal)))))

(define (shortest-decimal x)
  "Two values, the digits d1 d2 … dn of a positive number as a text and the
point p: x = 0.d1d2…dn · 10^p."
  (define scientific (string-split (number->string x) #\e))
  (define fixed (string-split (car scientific) #\.))
  (define digits (string-concatenate fixed))
  (define significant (string-trim digits #\0))
  (values (string-trim-right significant #\0)
          (+ (string-length (car fixed))
             (- (string-length significant) (string-length digits))
             (if (null? (cdr scientific)) 0 (string->number (cadr scientific))))))

(define (spell-decimal digits point)
  (define count (string-length digits))
  (define (zeros n) (make-string n #\0))
  (cond ((not (<= -3 point 6))
         (let ((exponent (- point 1)))
           (string-append (substring digits 0 1)
                          (if (= count 1) "" ".") (substring digits 1)
                          (if (negative? exponent) "e-" "e+")
                          (if (< (abs exponent) 10) "0" "")
                          (number->string (abs exponent)))))
        ((<= point 0) (string-append "0." (zeros (- point)) digits))
        ((<= count point) (string-append digits (zeros (- point count))))
        (else (string-append (substring digits 0 point) "." (substring digits point)))))

(define (spell-openmetrics x)
  "The same, with .0 after whole numbers."
  (let ((text (spell-number x)))
    (if (string-every char-numeric? text) (string-append text ".0") text)))

(define* (spell-labels labels #:key (quote "\"") (spell-bound spell-number))
  "{label=\"value\",…}, or nothing when there are none."
  (if (null? labels)
      ""
      (string-append
       "{"
       (string-join
        (map (match-lambda
               ((label . value)
                (string-append label "=" quote
                               (if (number? value) (spell-bound value) value)
                               quote)))
             labels)
        ",")
       "}")))

(define (write-text simulation port)
  "Writes the samples of a simulation as Prometheus's text format 0.0.4."
  (for-each
   (lambda (family)
     (define metric (family-metric family))
     (define name (metric-name metric))
     (format port "# HELP ~a ~a~%# TYPE ~a ~a~%" name (metric-help metric) name (metric-type metric))
     (for-each
      (match-lambda
        (($ <sample> suffix labels value)
         (format port "~a~a~a ~a~%" name suffix (spell-labels labels) (spell-number value))))
      (family-samples family)))
   (simulation-families simulation)))

(define (write-csv-header port)
  (display "timestamp,name,labels,value\r\n" port))

(define (write-csv simulation port)
  "Writes the samples of a simulation as CSV (RFC 4180), the time in seconds."
  (define timestamp (write-seconds (simulation-instant simulation)))
  (for-each
   (lambda (family)
     (define name (metric-name (family-metric family)))
     (for-each
      (match-lambda
        (($ <sample> suffix labels value)
         (define text (spell-labels labels #:quote "\"\"" #:spell-bound spell-openmetrics))
         (format port "~a,~a~a,~a,~a\r\n" timestamp name suffix
                 (if (string-null? text) "" (string-append "\"" text "\""))
                 (spell-number value))))
      (family-samples family)))
   (simulation-families simulation)))
