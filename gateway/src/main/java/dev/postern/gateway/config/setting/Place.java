package dev.postern.gateway.config.setting;

import java.nio.file.Path;

/** Where a value came from, as a person finds it again. */
public sealed interface Place {

    /** Nobody said anything. */
    static Place none() {
        return new Default();
    }

    /** As it is shown: {@code postern.yaml:7:5}. */
    String shown();

    /** Whether the place names the setting too. */
    default boolean namesItsKey() {
        return true;
    }

    /**
     * A file of settings.
     *
     * @param line the first is 1
     * @param column the first is 1
     */
    record InFile(Path file, int line, int column) implements Place {

        @Override
        public String shown() {
            return file + ":" + line + ':' + column;
        }

        @Override
        public boolean namesItsKey() {
            return false;
        }
    }

    /** A file of which there is nothing to point at. */
    record WholeFile(Path file) implements Place {

        @Override
        public String shown() {
            return file.toString();
        }

        @Override
        public boolean namesItsKey() {
            return false;
        }
    }

    /** A variable of the environment. */
    record InEnvironment(String variable) implements Place {

        @Override
        public String shown() {
            return variable;
        }
    }

    /** A flag of the command line. */
    record OnCommandLine(String flag) implements Place {

        @Override
        public String shown() {
            return flag;
        }
    }

    /** A setting inside the text that gives a whole route. */
    record InRouteText(Place text, String prefix) implements Place {

        @Override
        public String shown() {
            return text.shown() + ' ' + prefix;
        }

        @Override
        public boolean namesItsKey() {
            return false;
        }
    }

    /** The program's own choice. */
    record Default() implements Place {

        @Override
        public String shown() {
            return "default";
        }

        @Override
        public boolean namesItsKey() {
            return false;
        }
    }
}
