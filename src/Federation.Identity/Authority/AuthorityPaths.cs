namespace Federation.Identity;

/// <summary>The addresses on the way to the company's own authority and back.</summary>
internal static class AuthorityPaths
{
    public const string Start = "/signin/with-authority";

    /// <summary>Leaves for the authority with an attempt that a form has begun.</summary>
    public const string Go = Start + "/go";

    public const string Callback = Start + "/callback";
}
