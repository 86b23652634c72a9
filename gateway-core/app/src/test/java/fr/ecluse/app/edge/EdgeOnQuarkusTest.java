package fr.ecluse.app.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URL;
import org.junit.jupiter.api.Test;

/** The edge stands in both ports of the application. */
@QuarkusTest
@SuppressWarnings("NullAway.Init") // Quarkus sets the fields.
class EdgeOnQuarkusTest {

    @TestHTTPResource
    URL publicPort;

    @TestHTTPResource(management = true)
    URL managementPort;

    @Test
    void refusesOnThePublicPort() throws Exception {
        assertThat(answerToMalformed(publicPort))
                .startsWith("HTTP/1.1 400")
                .contains(
                        "x-request-id: ", "content-type: application/json\r\n", "{\"error\":{", "\"invalid_request\"");
    }

    @Test
    void refusesOnTheManagementPort() throws Exception {
        assertThat(answerToMalformed(managementPort))
                .startsWith("HTTP/1.1 400")
                .contains("x-request-id: ", "content-type: application/problem+json\r\n")
                .contains("{\"type\":\"about:blank\"", "\"status\":400", "\"code\":\"invalid_request\"");
    }

    @Test
    void letsThroughOnTheManagementPort() throws Exception {
        try (RawClient client = new RawClient(managementPort.getPort())) {
            assertThat(client.send("GET /q/health/live HTTP/1.1\r\nHost: localhost\r\n\r\n")
                            .readAnswer())
                    .startsWith("HTTP/1.1 200 OK\r\n");
        }
    }

    private static String answerToMalformed(URL port) throws Exception {
        try (RawClient client = new RawClient(port.getPort())) {
            return client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n")
                    .readToEnd();
        }
    }
}
