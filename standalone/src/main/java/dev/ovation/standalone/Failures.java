package dev.ovation.standalone;

import dev.ovation.runtime.settings.InvalidSetting;
import picocli.CommandLine;

/** Ends a command with one sentence where one says it all, and with the stack where it is our fault. */
final class Failures {

    private Failures() {}

    static int say(Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
        if (failure instanceof StartFailure || failure instanceof InvalidSetting) {
            command.getErr().println("ovation: " + failure.getMessage());
            return 1;
        }
        failure.printStackTrace(command.getErr());
        return 70;
    }
}
