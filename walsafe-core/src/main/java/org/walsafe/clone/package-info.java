/**
 * A standby from one of Barman's base backups, verified: what {@code repmgr standby clone} does in its Barman mode, with every
 * check before anything is touched.
 *
 * <p>For operators' tools. {@link org.walsafe.clone.StandbyClone} plans and carries out; {@link
 * org.walsafe.clone.CloneSettings} says what is wanted, from a {@link org.walsafe.clone.RepmgrConf repmgr.conf} where there is
 * one.
 */
@NullMarked
package org.walsafe.clone;

import org.jspecify.annotations.NullMarked;
