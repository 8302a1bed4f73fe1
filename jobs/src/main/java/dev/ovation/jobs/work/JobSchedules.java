package dev.ovation.jobs.work;

/**
 * When jobs are due, as cron patterns in UTC.
 *
 * @param settlement once for each epoch
 * @param accrual daily
 * @param approval hourly
 * @param reconciliation daily
 */
public record JobSchedules(String settlement, String accrual, String approval, String reconciliation) {}
