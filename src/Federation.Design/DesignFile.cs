namespace Federation.Design;

/// <summary>A file that pages load.</summary>
/// <param name="Name">As in <c>wwwroot</c>.</param>
/// <param name="Type">Its media type.</param>
/// <param name="Bytes">As it is.</param>
/// <param name="Brotli">Compressed, where that makes it smaller.</param>
internal sealed record DesignFile(string Name, string Type, byte[] Bytes, byte[]? Brotli);
