package fr.ecluse.plugin.identity;

import fr.ecluse.spi.Decision;
import fr.ecluse.spi.Exchange;
import fr.ecluse.spi.Policy;
import fr.ecluse.spi.RefusalException;
import java.util.List;

/**
 * Says who calls, or refuses with 401; with 403 if the credential is not for this operation, with 503 where nobody can
 * tell. Reads headers and the query, never the body.
 */
final class IdentityPolicy implements Policy {

    private final List<Authenticator> authenticators;
    private final Runnable end;

    /**
     * A policy that asks these, in this order.
     *
     * @param end what to do when it is closed, possibly more than once
     */
    IdentityPolicy(List<Authenticator> authenticators, Runnable end) {
        this.authenticators = List.copyOf(authenticators);
        this.end = end;
    }

    @Override
    public Decision onRequest(Exchange exchange) throws RefusalException, InterruptedException {
        Credential credential = CredentialReader.read(exchange.request());
        for (Authenticator authenticator : authenticators) {
            switch (authenticator.authenticate(credential)) {
                case Authenticator.Answer.Known known -> {
                    exchange.identify(known.subject());
                    known.grant().leaveOn(exchange);
                    return known.grant().scopes().admit(exchange.operation())
                            ? Decision.proceed()
                            : Decision.refuse(KeyProblem.SCOPE_MISSING.refusal(exchange));
                }
                case Authenticator.Answer.Rejected rejected -> {
                    return Decision.refuse(rejected.problem().refusal());
                }
                case Authenticator.Answer.NotMine _ -> {
                    // the next one may know it
                }
            }
        }
        return Decision.refuse(Problem.MALFORMED.refusal());
    }

    @Override
    public void close() {
        end.run();
    }
}
