filedesc://x.arc 0.0.0.0 20040506070809 text/plain 16
1 0 Somebody
URL
http://a.example/ 1.2.3.4 20240506070809 text/html 34
HTTP/1.0 200 OK

<html><p>x......
