echo @first@ @second@ user@host
