package dev.ovation.acceptance.simulation;

import java.time.Duration;
import java.util.Random;
import java.util.function.BooleanSupplier;

/** What happens at the desk meanwhile: screening, decisions, settlements, and days that pass. */
final class StaffPlay implements Runnable {

    private final House house;
    private final Desk desk;
    private final Ledger ledger;
    private final Random random;
    private final BooleanSupplier going;

    /**
     * @param going whether others still play
     */
    StaffPlay(House house, Desk desk, Ledger ledger, Random random, BooleanSupplier going) {
        this.house = house;
        this.desk = desk;
        this.ledger = ledger;
        this.random = random;
        this.going = going;
    }

    @Override
    public void run() {
        while (going.getAsBoolean()) {
            switch (random.nextInt(9)) {
                case 0, 1 -> run("approval");
                case 2, 3 -> run("settlement");
                case 4 -> run("accrual");
                case 5 -> desk.decideHeld();
                case 6 -> desk.reconcile();
                default -> house.passTime(Duration.ofHours(1 + random.nextInt(90)));
            }
            house.awaitBlocks(1 + random.nextInt(24), going);
        }
    }

    private void run(String job) {
        ledger.count(job + (desk.run(job) ? " asked for" : " not heard"));
    }
}
