package fr.ecluse.runtime.harness;

import fr.ecluse.spi.Decision;
import fr.ecluse.spi.Policy;
import fr.ecluse.spi.PolicyContext;
import fr.ecluse.spi.PolicyFactory;
import fr.ecluse.spi.error.ErrorCode;
import fr.ecluse.spi.error.Refusal;
import fr.ecluse.spi.json.MalformedJsonException;

/** Lets every body pass that is JSON. */
public final class StandInContract implements PolicyFactory<StandInContract.Options> {

    public record Options() {}

    @Override
    public String name() {
        return "contract";
    }

    @Override
    public Class<Options> configType() {
        return Options.class;
    }

    @Override
    public Policy create(Options options, PolicyContext context) {
        return exchange -> {
            if (exchange.request().method().equals("GET")) {
                return Decision.proceed();
            }
            try {
                exchange.body().json();
                return Decision.proceed();
            } catch (MalformedJsonException e) {
                return Decision.refuse(Refusal.of(ErrorCode.INVALID_REQUEST));
            }
        };
    }
}
