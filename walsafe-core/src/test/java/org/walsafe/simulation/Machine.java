package org.walsafe.simulation;

import java.time.InstantSource;
import java.util.random.RandomGenerator;
import org.walsafe.tck.CrashChoice;
import org.walsafe.tck.FaultyHost;
import org.walsafe.tck.PowerCut;
import org.walsafe.tck.SimulatedDisk;
import org.walsafe.tck.SimulatedHost;

/** A machine with a disk of its own, which can be made to die at a step to come. */
final class Machine {

    /** How a machine dies. */
    enum Death {
        /** What runs on it is killed; what it had written stays. */
        OF_PROCESSES,
        /** The power is cut, and what nobody had flushed may be gone. */
        OF_POWER
    }

    private static final int NEVER = Integer.MAX_VALUE;

    private final RandomGenerator random;
    private final SimulatedDisk disk;
    private final SimulatedHost host;
    private int stepsLeft = NEVER;
    private int steps;
    private Death death = Death.OF_POWER;
    private int deaths;

    Machine(String name, InstantSource time, RandomGenerator random, SimulatedHost.Care care) {
        this.random = random;
        this.disk = new SimulatedDisk(time);
        this.host = new SimulatedHost(name, disk, random, care);
        disk.poweredBy(this::step);
    }

    SimulatedDisk disk() {
        return disk;
    }

    /** The machine as what runs on it sees it. */
    SimulatedHost host() {
        return host;
    }

    /** The machine as {@code from} sees it over a network. */
    FaultyHost seenFrom(Machine from, FaultyHost.Faults network) {
        return new FaultyHost(host, operation -> {
            from.step(operation);
            return network.next(operation);
        });
    }

    /** Lets so many steps pass, and then dies. */
    void dieAfter(int steps, Death how) {
        stepsLeft = steps;
        death = how;
    }

    /** Does not die, whatever was asked for. */
    void live() {
        stepsLeft = NEVER;
    }

    int deaths() {
        return deaths;
    }

    /** How many steps were made so far. */
    int steps() {
        return steps;
    }

    private void step(String what) {
        steps++;
        if (stepsLeft != NEVER && stepsLeft-- == 0) {
            die(death);
            throw new PowerCut(what);
        }
    }

    /** Dies now, and starts again. */
    void die(Death how) {
        live();
        deaths++;
        disk.crash(how == Death.OF_POWER ? CrashChoice.random(random) : CrashChoice.LOSES_NOTHING);
    }
}
