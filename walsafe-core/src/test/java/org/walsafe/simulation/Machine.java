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

    private static final int NEVER = Integer.MAX_VALUE;

    private final SimulatedDisk disk;
    private final SimulatedHost host;
    private int stepsLeft = NEVER;
    private CrashChoice death = CrashChoice.LOSES_ALL;
    private int deaths;

    Machine(String name, InstantSource time, RandomGenerator random, SimulatedHost.Care care) {
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
            from.step("asking for", operation);
            return network.next(operation);
        });
    }

    /** Lets so many steps pass, and then dies, keeping what is chosen. */
    void dieAfter(int steps, CrashChoice kept) {
        stepsLeft = steps;
        death = kept;
    }

    /** Does not die, whatever was asked for. */
    void live() {
        stepsLeft = NEVER;
    }

    int deaths() {
        return deaths;
    }

    private void step(String what, Object where) {
        if (stepsLeft != NEVER && stepsLeft-- == 0) {
            die(death);
            throw new PowerCut(what + " " + where);
        }
    }

    /** Dies now, and starts again. */
    void die(CrashChoice kept) {
        live();
        deaths++;
        disk.crash(kept);
    }
}
