package fr.ecluse.runtime.harness;

import fr.ecluse.spi.Decision;
import fr.ecluse.spi.Policy;
import fr.ecluse.spi.PolicyContext;
import fr.ecluse.spi.PolicyFactory;
import fr.ecluse.spi.Sensitivity;
import fr.ecluse.spi.Subject;
import fr.ecluse.spi.error.ErrorCode;
import fr.ecluse.spi.error.Refusal;
import java.util.Optional;
import java.util.Set;

/** Believes the header {@code X-User}: an id, and a clearance and a role after commas where they matter. */
public final class StandInIdentity implements PolicyFactory<StandInIdentity.Options> {

    public record Options() {}

    @Override
    public String name() {
        return "identity";
    }

    @Override
    public Class<Options> configType() {
        return Options.class;
    }

    @Override
    public Policy create(Options options, PolicyContext context) {
        return exchange -> {
            Optional<String> user = exchange.request().headers().first("X-User");
            if (user.isEmpty()) {
                return Decision.refuse(Refusal.of(ErrorCode.INVALID_API_KEY));
            }
            String[] parts = user.get().split(",");
            exchange.identify(new Subject(
                    Subject.Type.WORKLOAD,
                    parts[0],
                    "test",
                    parts.length > 1 ? Sensitivity.ofWord(parts[1]) : Sensitivity.USUAL,
                    Optional.empty(),
                    Optional.empty(),
                    Set.of(),
                    parts.length > 2 ? Set.of(parts[2]) : Set.of(),
                    Optional.empty()));
            return Decision.proceed();
        };
    }
}
