;;; A read-only HTTP server, with one thread and one request for each
;;; connection, and a deadline for the request to arrive.  A client that sends
;;; nothing, or nonsense, does not disturb others.

(define-module (simulator server)
  #:use-module (ice-9 binary-ports)
  #:use-module (ice-9 iconv)
  #:use-module (ice-9 match)
  #:use-module (ice-9 threads)
  #:use-module (rnrs bytevectors)
  #:use-module (srfi srfi-11)
  #:use-module (web http)
  #:use-module (web request)
  #:use-module (web response)
  #:use-module (web uri)
  #:export (listen-on-loopback listening-port serve respond))

;; With a space after each semicolon, as other servers write it.
(declare-opaque-header! "Content-Type")

(define deadline 5)                     ; seconds for a request to arrive
(define longest-head 16384)             ; characters

(define (listen-on-loopback port)
  "A socket that listens on a port, only for this machine; 0 chooses a free
port.  Raises a system-error when the port is not available."
  (let ((listener (socket PF_INET SOCK_STREAM 0)))
    (setsockopt listener SOL_SOCKET SO_REUSEADDR 1)
    (bind listener AF_INET INADDR_LOOPBACK port)
    (listen listener 128)
    listener))

(define (listening-port listener)
  "The port that a socket listens on."
  (sockaddr:port (getsockname listener)))

(define (serve listener answer)
  "Answers requests for ever.  (ANSWER path) gives (content-type . text), or #f
when there is nothing."
  (define (accept-one)
    (match (accept listener)
      ((connection . _)
       (call-with-new-thread (lambda () (converse connection answer))))))
  (let loop ()
    ;; With too many connections open, wait for some to end.
    (catch #t accept-one (lambda _ (usleep 100000)))
    (loop)))

(define (converse connection answer)
  "Answers the one request of a connection.  An error, such as a client that
has disconnected, does not affect other connections."
  (define until (+ (current-time) deadline))
  (catch #t
    (lambda ()
      (let ((head (receive-head connection until)))
        (unless (string-null? head)
          (put-bytevector connection (respond head answer))
          (force-output connection)
          ;; Closing with unread input would discard the answer.
          (shutdown connection 1)
          (let drain ()
            (unless (string-null? (receive connection until)) (drain))))))
    (const #f))
  (close-port connection))

(define (receive connection until)
  "The next bytes from the client; nothing when none arrive before the time
UNTIL, or when the client has sent everything."
  (define chunk (make-bytevector 4096))
  (define left (- until (current-time)))
  (match (and (positive? left) (select (list connection) '() '() left))
    (((_) _ _)
     (let ((count (recv! connection chunk)))
       (string-take (bytevector->string chunk "ISO-8859-1") count)))
    (_ "")))

(define (receive-head connection until)
  "A request up to the empty line after its headers, or the part that arrived."
  (let loop ((head ""))
    (if (or (string-contains head "\r\n\r\n") (> (string-length head) longest-head))
        head
        (match (receive connection until)
          ("" head)
          (more (loop (string-append head more)))))))

(define (respond head answer)
  "The answer to a request, as bytes; both with their headers."
  (define request
    (and (string-contains head "\r\n\r\n")
         (catch #t
           (lambda ()
             (read-request (open-bytevector-input-port (string->bytevector head "ISO-8859-1"))))
           (const #f))))
  (define path
    (and request (uri-reference? (request-uri request)) (uri-path (request-uri request))))
  (define (refuse code text . headers)
    (encode code headers "text/plain; charset=utf-8" (string-append text "\n") #t))
  (cond ((not path)
         (refuse 400 "This is not a request of HTTP."))
        ((answer path)
         => (match-lambda
              ((content-type . text)
               (if (memq (request-method request) '(GET HEAD))
                   (encode 200 '() content-type text (eq? 'GET (request-method request)))
                   (refuse 405 "Allowed here: GET, HEAD." '(allow . (GET HEAD)))))))
        (else
         (refuse 404 "Not found. There are /metrics, /health and /config."))))

(define (encode code headers content-type text with-body?)
  (define body (string->utf8 text))
  (let-values (((port get-bytes) (open-bytevector-output-port)))
    (write-response
     (build-response #:code code
                     #:headers `((content-type . ,content-type)
                                 (content-length . ,(bytevector-length body))
                                 (connection . (close))
                                 ,@headers))
     port)
    (when with-body? (put-bytevector port body))
    (get-bytes)))
