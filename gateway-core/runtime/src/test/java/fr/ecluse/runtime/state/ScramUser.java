package fr.ecluse.runtime.state;

import java.security.Principal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.security.auth.Subject;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.sasl.AuthorizeCallback;
import javax.security.sasl.SaslException;
import javax.security.sasl.SaslServer;
import org.infinispan.server.core.security.SubjectUserInfo;
import org.infinispan.server.core.security.sasl.AuthorizingCallbackHandler;
import org.infinispan.server.core.security.sasl.SaslAuthenticator;
import org.infinispan.server.core.security.sasl.SubjectSaslServer;
import org.wildfly.security.password.WildFlyElytronPasswordProvider;
import org.wildfly.security.sasl.scram.ScramSaslServerFactory;

/** The one user whom a server knows. */
record ScramUser(String name, String password) implements SaslAuthenticator {

    @Override
    public SaslServer createSaslServer(
            String mechanism,
            List<Principal> principals,
            String protocol,
            String serverName,
            Map<String, String> properties)
            throws SaslException {
        Handler handler = new Handler(this);
        return new SubjectSaslServer(
                new ScramSaslServerFactory(WildFlyElytronPasswordProvider.getInstance())
                        .createSaslServer(mechanism, protocol, serverName, properties, handler),
                principals,
                handler);
    }

    private record Handler(ScramUser user) implements AuthorizingCallbackHandler {

        @Override
        public void handle(Callback[] callbacks) throws UnsupportedCallbackException {
            for (Callback callback : callbacks) {
                switch (callback) {
                    case NameCallback name -> name.setName(user.name());
                    case PasswordCallback password ->
                        password.setPassword(user.password().toCharArray());
                    case AuthorizeCallback authorize ->
                        authorize.setAuthorized(user.name().equals(authorize.getAuthenticationID()));
                    default -> throw new UnsupportedCallbackException(callback);
                }
            }
        }

        @Override
        public SubjectUserInfo getSubjectUserInfo(Collection<Principal> principals) {
            return new UserInfo(user.name(), principals);
        }
    }

    private record UserInfo(String getUserName, Collection<Principal> getPrincipals) implements SubjectUserInfo {

        @Override
        public Subject getSubject() {
            return new Subject(true, Set.copyOf(getPrincipals), Set.of(), Set.of());
        }
    }
}
