package com.example.embedder;

import org.walsafe.error.WalSafeException;

final class Embedder {
    public static void main(String[] arguments) {
        System.out.println(WalSafeException.class.getModule());
    }
}
