package fr.ecluse.plugin.identity;

import fr.ecluse.spi.Builtin;
import fr.ecluse.spi.BuiltinContext;
import fr.ecluse.spi.BuiltinFactory;

/** Makes the {@code me} builtin, {@code /v1/me}. */
public final class MeBuiltinFactory implements BuiltinFactory<NoOptions> {

    @Override
    public String name() {
        return "me";
    }

    @Override
    public Class<NoOptions> configType() {
        return NoOptions.class;
    }

    @Override
    public Builtin create(NoOptions config, BuiltinContext context) {
        return new Me(context);
    }
}
