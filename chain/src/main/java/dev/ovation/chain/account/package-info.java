/**
 * One owner per signing account: no transaction is lost, none is executed twice, whatever crashes or lies.
 *
 * <p>A request's nonce and its signed transaction are durable in one record before anything is broadcast, so whoever
 * owns the account next finds what may be under way. From the record and the chain alone the owner re-broadcasts what
 * nodes forgot, raises the fee of what is stuck, cancels what must not wait longer, fills gaps, notices strangers who use
 * the account, and follows its transactions until they are final. Several servers share accounts through leases whose
 * fencing tokens the journal checks.
 */
@NullMarked
package dev.ovation.chain.account;

import org.jspecify.annotations.NullMarked;
