package fr.ecluse.runtime.state;

import static fr.ecluse.runtime.state.StateSettings.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.ecluse.runtime.config.ConfigurationException;
import fr.ecluse.spi.config.ByteSize;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SharedStateOptionsTest {

    @Test
    void everythingHasADefaultAndStaysOnThisMachine() {
        SharedStateOptions options = options();

        assertThat(options.mode()).isEqualTo(SharedStateOptions.Mode.EMBEDDED);
        assertThat(options.timeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(options.memoryPerMap()).isEqualTo(ByteSize.parse("64MB"));
        assertThat(options.cluster().bindAddress()).isEqualTo("127.0.0.1");
        assertThat(options.cluster().initialHosts()).isEmpty();
        assertThat(options.hotRod().servers()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    timeout                | 0s      | timeout must be positive
                    memory-per-map         | 10KB    | memory-per-map must be at least 1MB
                    mode                   | hot-rod | mode hot-rod needs hot-rod.servers
                    cluster.bind-port      | 0       | bind-port is 1 to 65435
                    cluster.bind-port      | 65500   | bind-port is 1 to 65435
                    cluster.owners         | 0       | owners must be at least 1
                    cluster.initial-hosts  | a:0     | a port is 1 to 65535
                    cluster.initial-hosts  | a       | not host:port
                    hot-rod.username       | gateway | username and password go together
                    hot-rod.cache-prefix   | a"b     | cache-prefix is letters, digits, dots, hyphens, underscores
                    """)
    void badOptionsAreRefused(String key, String value, String message) {
        assertThatThrownBy(() -> options(key, value))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(message);
    }

    @Test
    void certificatesNeedTheirPasswords() {
        String[] truststore = {
            "cluster.tls.truststore", "/t.p12", "cluster.tls.truststore-password.ref", "env:STORE_PASSWORD"
        };

        assertThatThrownBy(() -> options(truststore)).hasMessageContaining("cluster.tls needs a keystore");
        assertThatThrownBy(() -> options(
                        truststore[0], truststore[1], truststore[2], truststore[3], "cluster.tls.keystore", "/k"))
                .hasMessageContaining("keystore and keystore-password go together");
    }

    @ParameterizedTest
    @CsvSource({"localhost:11222,localhost,11222", "[::1]:7800,::1,7800", "10.0.0.1:1,10.0.0.1,1"})
    void placesAreHostAndPort(String text, String host, int port) {
        assertThat(HostPort.parse(text)).isEqualTo(new HostPort(host, port));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "host", ":1", "::1:7800", "host:port", "host:99999", "a b:1"})
    void anythingElseIsNot(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> HostPort.parse(text));
    }
}
