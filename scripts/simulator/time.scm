;;; Times as exact numbers of seconds, and how they are written.

(define-module (simulator time)
  #:use-module (ice-9 format)
  #:use-module (ice-9 match)
  #:use-module (ice-9 regex)
  #:use-module (srfi srfi-1)
  #:use-module (srfi srfi-19)
  #:export (now parse-duration write-duration parse-instant write-instant
            write-seconds write-uptime))

(define (now)
  "The time since the Unix epoch; the only clock there is."
  (match (gettimeofday)
    ((seconds . microseconds) (+ seconds (/ microseconds 1000000)))))

(define (parse-number text)
  "The exact number of a decimal text."
  (string->number (string-append "#e" text)))

(define units
  '((604800 . "w") (86400 . "d") (3600 . "h") (60 . "m") (1 . "s") (1/1000 . "ms")))

(define number "([0-9]+([.][0-9]+)?)")

(define duration-form
  (make-regexp (string-append
                "^" (string-concatenate
                     (map (match-lambda ((_ . unit) (string-append "(" number unit ")?"))) units))
                "$")))

(define (parse-duration text)
  "The span of a text such as 10, 500ms or 1h30m; #f when it is not a span."
  (cond ((string-null? text) #f)
        ((string-match (string-append "^" number "$") text) (parse-number text))
        ((regexp-exec duration-form text)
         => (lambda (parts)
              (fold (lambda (unit i sum)
                      (let ((count (match:substring parts (+ 2 (* 3 i)))))
                        (if count (+ sum (* (car unit) (parse-number count))) sum)))
                    0 units (iota (length units)))))
        (else #f)))

(define (write-duration seconds)
  "The text that parse-duration reads as a span of whole milliseconds, such as
1h30m; without days and weeks."
  (let loop ((units (drop units 2)) (rest seconds) (text ""))
    (match units
      (() (if (string-null? text) "0s" text))
      (((length . unit) . units)
       (let ((count (floor (/ rest length))))
         (loop units (- rest (* count length))
               (if (zero? count) text (format #f "~a~d~a" text count unit))))))))

(define (write-uptime seconds)
  "A span in its two largest units: 3h45m, 45m12s, 12s."
  (let ((whole (floor seconds)))
    (write-duration (if (< whole 3600) whole (* 60 (floor (/ whole 60)))))))

(define instant-form
  (make-regexp "^([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})([.][0-9]{1,6})?Z$"))

(define (parse-instant text)
  "The instant of a text in UTC such as 2026-01-01T00:00:00Z; #f when it is
not an instant or is before 1970."
  (define parts (regexp-exec instant-form text))
  (define (part i) (string->number (match:substring parts i)))
  (and parts
       (<= 1970 (part 1))
       (<= 1 (part 2) 12)
       (let* ((date (make-date 0 (part 6) (part 5) (part 4) (part 3) (part 2) (part 1) 0))
              (seconds (time-second (date->time-utc date)))
              (fraction (match:substring parts 7)))
         ;; The 30th of February would become a day in March.
         (and (string=? (write-instant seconds) (string-append (substring text 0 19) "Z"))
              (+ seconds (if fraction (parse-number (string-append "0" fraction)) 0))))))

(define (write-instant instant)
  "An instant of whole microseconds in UTC, no longer than it has to be."
  (let ((whole (floor instant)))
    (string-append
     (date->string (time-utc->date (make-time time-utc 0 whole) 0) "~Y-~m-~dT~H:~M:~S")
     (write-fraction (- instant whole))
     "Z")))

(define (write-seconds instant)
  "An instant in seconds since the epoch, with decimals when it has any."
  (let ((whole (floor instant)))
    (string-append (number->string whole)
                   (write-fraction (- instant whole)))))

(define (write-fraction fraction)
  "The text after the whole seconds: nothing or .125."
  (if (zero? fraction)
      ""
      (string-trim-right (format #f ".~6,'0d" (round (* 1000000 fraction))) #\0)))
