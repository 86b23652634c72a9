package fr.ecluse.plugin.access;

import fr.ecluse.plugin.access.engine.BundleOptions;
import fr.ecluse.plugin.access.engine.ServerOptions;
import fr.ecluse.spi.PolicyFactory;
import fr.ecluse.spi.Sensitivity;
import fr.ecluse.spi.Subject;
import fr.ecluse.spi.config.ByteSize;
import fr.ecluse.spi.config.SecretRef;
import fr.ecluse.testkit.FakeExchange;
import fr.ecluse.testkit.PolicyContractTest;
import fr.ecluse.testkit.Subjects;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class AccessPolicyContractTest extends PolicyContractTest<AccessOptions> {

    private CannedOpa opa;

    @BeforeEach
    void startServer() throws Exception {
        opa = CannedOpa.start();
    }

    @AfterEach
    void stopServer() {
        opa.close();
    }

    @Override
    protected PolicyFactory<AccessOptions> factory() {
        return new AccessPolicyFactory();
    }

    @Override
    protected AccessOptions options() {
        return Options.server(opa.url(), true);
    }

    @Override
    protected List<ThrowingCallable> badOptions() {
        Duration second = Duration.ofSeconds(1);
        Optional<Path> file = Optional.of(Path.of("bundle.tar.gz"));
        return List.of(
                () -> new BundleOptions(file, Optional.of(URI.create("http://rules/")), Optional.empty(), second, 0),
                () -> new BundleOptions(file, Optional.empty(), Optional.empty(), Duration.ofMillis(1), 0),
                () -> new BundleOptions(file, Optional.empty(), Optional.empty(), second, -1),
                () -> new BundleOptions(
                        Optional.empty(), Optional.empty(), Optional.of(new SecretRef("env:KEY")), second, 0),
                () -> new ServerOptions(URI.create("ftp://rules/"), second),
                () -> new ServerOptions(URI.create("http://u:p@rules/"), second),
                () -> new ServerOptions(URI.create("http://rules/"), Duration.ZERO),
                () -> new AccessOptions.Cache(true, ByteSize.parse("1KB")),
                () -> new AccessOptions.Log(Path.of(""), ByteSize.parse("1MB")),
                () -> new AccessOptions.Log(Path.of("d.jsonl"), ByteSize.parse("1KB")));
    }

    @Override
    protected List<FakeExchange.Builder> accepted() {
        return List.of(FakeExchange.chat()
                .subject(Subjects.of(Subject.Type.USER, CANARY, Sensitivity.USUAL))
                .header("X-Ecluse-Conversation", CANARY)
                .body("{\"model\":\"chat\",\"messages\":[{\"role\":\"user\",\"content\":\"" + CANARY + "\"}]}"));
    }

    /** Without a caller there is nothing to ask. */
    @Override
    protected List<FakeExchange.Builder> refused() {
        return List.of(FakeExchange.chat().anonymous().header("X-Ecluse-Break-Glass", CANARY));
    }
}
