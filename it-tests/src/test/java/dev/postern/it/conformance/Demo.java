package dev.postern.it.conformance;

import dev.postern.it.support.GatewayProcess;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One gateway with {@code --demo}, or with {@code -Dconformance.binding=servlet} the same services as
 * servlets, for all classes that ask for it, stopped at the end of the run. Its
 * tests share nothing else: each has sessions of its own.
 */
final class Demo implements ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(Demo.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == GatewayProcess.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent("gateway", key -> start(), GatewayProcess.class);
    }

    private static GatewayProcess start() {
        String binding = System.getProperty("conformance.binding", "core");
        return switch (binding) {
            case "core" -> GatewayProcess.start("--demo");
            case "servlet" -> GatewayProcess.startServlets();
            default -> throw new IllegalArgumentException("no such binding: " + binding);
        };
    }
}
