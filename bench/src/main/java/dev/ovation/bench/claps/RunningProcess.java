package dev.ovation.bench.claps;

import dev.ovation.standalone.child.ChildProcess;

/** A server that is a child process. */
record RunningProcess(ChildProcess process, int port) implements Contender.Running {

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.close();
    }
}
