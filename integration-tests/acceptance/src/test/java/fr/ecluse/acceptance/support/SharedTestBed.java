package fr.ecluse.acceptance.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Starts the shared test bed for the first class that asks for it; JUnit closes it at the end of the run. */
final class SharedTestBed implements ParameterResolver {

    private static final Set<Class<?>> TYPES =
            Set.of(TestBed.class, GatewayProcess.class, SimulatorProcess.class, ScriptedUpstream.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return TYPES.contains(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        TestBed bed = context.getRoot()
                .getStore(ExtensionContext.Namespace.create(SharedTestBed.class))
                .computeIfAbsent(TestBed.class, _ -> start(), TestBed.class);
        Class<?> type = parameter.getParameter().getType();
        if (type == GatewayProcess.class) {
            return bed.gateway();
        }
        if (type == SimulatorProcess.class) {
            return bed.simulator();
        }
        return type == ScriptedUpstream.class ? bed.scripted() : bed;
    }

    private static TestBed start() {
        try {
            return TestBed.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
