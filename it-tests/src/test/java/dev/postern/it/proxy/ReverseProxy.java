package dev.postern.it.proxy;

import dev.postern.it.support.SystemProgram;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The reverse proxies that {@code samples/reverse-proxy} has a config for. A test runs that very file, with
 * the places of the user's machine changed for the test's; what the file is included in is here.
 */
enum ReverseProxy {
    NGINX(SystemProgram.NGINX, "nginx.conf", """
            daemon off;
            pid %1$s/pid;
            error_log stderr;
            events {}
            http {
                access_log off;
                client_body_temp_path %1$s/body;
                proxy_temp_path %1$s/proxy;
                fastcgi_temp_path %1$s/fastcgi;
                uwsgi_temp_path %1$s/uwsgi;
                scgi_temp_path %1$s/scgi;
            %2$s
            }
            """, """
            server {
                listen 127.0.0.1:443;
                location / {
                    proxy_pass http://127.0.0.1:8080;
                }
            }
            """),
    HAPROXY(SystemProgram.HAPROXY, "haproxy.cfg", "%2$s", """
            defaults
                mode http
                timeout connect 5s
                timeout client 60s
                timeout server 60s
            frontend http
                bind 127.0.0.1:443
                default_backend postern
            backend postern
                server gateway 127.0.0.1:8080
            """),
    APACHE(SystemProgram.APACHE, "httpd.conf", """
            ServerRoot %1$s
            ServerName 127.0.0.1
            PidFile %1$s/pid
            Mutex file:%1$s
            ErrorLog /dev/stderr
            User www-data
            Group www-data
            Listen 127.0.0.1:443 http
            LoadModule mpm_event_module /usr/lib/apache2/modules/mod_mpm_event.so
            LoadModule authz_core_module /usr/lib/apache2/modules/mod_authz_core.so
            LoadModule env_module /usr/lib/apache2/modules/mod_env.so
            LoadModule headers_module /usr/lib/apache2/modules/mod_headers.so
            LoadModule http2_module /usr/lib/apache2/modules/mod_http2.so
            LoadModule ssl_module /usr/lib/apache2/modules/mod_ssl.so
            LoadModule proxy_module /usr/lib/apache2/modules/mod_proxy.so
            LoadModule proxy_http_module /usr/lib/apache2/modules/mod_proxy_http.so
            %2$s
            """, """
            ProxyPass / http://127.0.0.1:8080/
            """),
    CADDY(SystemProgram.CADDY, "Caddyfile", """
            {
                admin off
                auto_https disable_redirects
                skip_install_trust
                storage file_system %1$s
            }
            %2$s
            """, """
            http://127.0.0.1:443 {
                reverse_proxy 127.0.0.1:8080
            }
            """);

    private static final Path SAMPLES = Path.of("../samples/reverse-proxy");

    private final SystemProgram program;
    private final String file;
    private final String around;
    private final String bare;

    ReverseProxy(SystemProgram program, String file, String around, String bare) {
        this.program = program;
        this.file = file;
        this.around = around;
        this.bare = bare;
    }

    /** Runs the sample before the gateway at {@code gateway}, with TLS. */
    ProxyProcess startSample(int gateway, Certificate certificate) throws IOException {
        return startSample(gateway, certificate, sample -> sample);
    }

    /** As {@link #startSample(int, Certificate)}, with a user's changes to the file. */
    ProxyProcess startSample(int gateway, Certificate certificate, UnaryOperator<String> changes)
            throws IOException {
        String sample = Files.readString(SAMPLES.resolve(file))
                .replaceAll("/etc/\\S*/chat.example.com.key", certificate.key().toString())
                .replaceAll(
                        "/etc/ssl/\\S*/chat.example.com.pem",
                        certificate.chain().toString())
                .replaceAll("/etc/haproxy/\\S*.pem", certificate.both().toString())
                .replace("listen 443", "listen 127.0.0.1:443")
                .replace("bind :443", "bind 127.0.0.1:443")
                .replace(
                        "chat.example.com {",
                        "https://127.0.0.1:443 {\ntls " + certificate.chain() + ' '
                                + certificate.key())
                .replace("chat.example.com", "127.0.0.1");
        return start(gateway, changes.apply(sample));
    }

    /** Runs what people write who were told nothing, without TLS. */
    ProxyProcess startBare(int gateway) throws IOException {
        return start(gateway, bare);
    }

    private ProxyProcess start(int gateway, String config) throws IOException {
        String binary = program.require().toString();
        return ProxyProcess.start((folder, port) -> {
            Path written = Files.writeString(
                    folder.resolve(file),
                    String.format(around, folder, config)
                            .replaceAll(":443\\b", ":" + port)
                            .replace("127.0.0.1:8080", "127.0.0.1:" + gateway));
            return command(binary, written.toString());
        });
    }

    private List<String> command(String binary, String config) {
        return switch (this) {
            case NGINX -> List.of(binary, "-e", "stderr", "-c", config);
            case HAPROXY -> List.of(binary, "-db", "-f", config);
            case APACHE -> List.of(binary, "-DFOREGROUND", "-f", config);
            case CADDY -> List.of(binary, "run", "--adapter", "caddyfile", "--config", config);
        };
    }
}
