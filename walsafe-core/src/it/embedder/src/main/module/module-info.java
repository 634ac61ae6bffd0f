module com.example.embedder {
    requires org.walsafe.core;
}
