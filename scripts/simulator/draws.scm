;;; Addressed randomness: a draw is a function of its address, and there is no
;;; generator with a state.  docs/processes.md, "Addressed randomness", is the specification.

(define-module (simulator draws)
  #:use-module (rnrs bytevectors)
  #:export (fnv-1a threefry derive-key draws draws-from))

(define (fnv-1a text)
  "The 64-bit FNV-1a hash of a text in UTF-8."
  (let ((bytes (string->utf8 text)))
    (let loop ((i 0) (hash #xcbf29ce484222325))
      (if (= i (bytevector-length bytes))
          hash
          (loop (+ i 1)
                (logand (* (logxor hash (bytevector-u8-ref bytes i)) #x100000001b3)
                        #xffffffffffffffff))))))

(define-syntax-rule (word x)
  ;; The lower 32 bits.  A number below 2^61 stays a fixnum.
  (logand x #xffffffff))

(define (threefry key0 key1 counter0 counter1)
  "Threefry-2x32 with 20 rounds: two words of 32 bits, given those of a key
and of a counter.  Source: Salmon, Moraes, Dror and Shaw, \"Parallel Random
Numbers: As Easy as 1, 2, 3\" (SC 2011), section 4.2."
  (define key2 (logxor #x1bd11bda key0 key1))
  (define-syntax-rule (rotate x bits)
    (logior (word (ash x bits)) (ash x (- bits 32))))
  (define-syntax mix
    (syntax-rules (inject)
      ((_ (x0 x1) (inject k0 k1 round) rest ...)
       (let ((x0 (word (+ x0 k0)))
             (x1 (word (+ x1 k1 round))))
         (mix (x0 x1) rest ...)))
      ((_ (x0 x1) bits rest ...)
       (let* ((x0 (word (+ x0 x1)))
              (x1 (logxor x0 (rotate x1 bits))))
         (mix (x0 x1) rest ...)))
      ((_ (x0 x1)) (values x0 x1))))
  (let ((x0 counter0) (x1 counter1))
    (mix (x0 x1)
         (inject key0 key1 0) 13 15 26 6
         (inject key1 key2 1) 17 29 16 24
         (inject key2 key0 2) 13 15 26 6
         (inject key0 key1 3) 17 29 16 24
         (inject key1 key2 4) 13 15 26 6
         (inject key2 key0 5))))

(define (derive-key seed identity)
  "The key of a series, two words: its identity, such as name{a=\"x\",b=\"y\"},
encrypted under the seed."
  (let ((hash (fnv-1a identity)))
    (call-with-values
        (lambda () (threefry (word seed) (ash seed -32) (word hash) (ash hash -32)))
      cons)))

(define purposes
  ;; The purposes of draws.  Each purpose has its own draws.
  '((path-step . 0) (arrivals-step . 1) (arrivals . 2) (thinning . 3)
    (observation . 4) (bucket-count . 5) (bucket-sum . 6)))

(define (draws key tick purpose)
  "The draws of a series in a tick for a purpose: a procedure from an index to
a uniform draw from the open interval (0, 1)."
  (let ((address (logior (ash (ash tick -32) 24)
                         (ash (assq-ref purposes purpose) 16))))
    (lambda (index)
      (call-with-values
          (lambda ()
            (threefry (car key) (cdr key) (word tick) (logior address index)))
        (lambda (x0 x1)
          (* (+ 0.5 (logior (ash x0 20) (ash x1 -12)))
             (expt 2.0 -52)))))))

(define (draws-from draw first)
  "The draws of an index on."
  (lambda (index) (draw (+ first index))))
