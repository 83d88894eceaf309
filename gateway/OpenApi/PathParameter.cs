namespace Federation.Gateway;

/// <summary>A segment of a path that varies.</summary>
/// <param name="Name">Its name, for instance <c>partner</c>.</param>
/// <param name="Field">The request's field that it belongs to, for instance <c>name</c>.</param>
/// <param name="Value">What that field then is, for instance <c>partners/{partner}</c>.</param>
internal sealed record PathParameter(string Name, string Field, string Value);
