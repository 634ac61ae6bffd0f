/**
 * Compressed WAL files: which compression a file has, and its content, decoded strictly and within bounds.
 *
 * <p>For everyone who reads from an archive. {@link org.walsafe.codec.DecodingStream} is where reading begins;
 * {@link org.walsafe.codec.WalCodec} names the compressions and encodes.
 */
@NullMarked
package org.walsafe.codec;

import org.jspecify.annotations.NullMarked;
