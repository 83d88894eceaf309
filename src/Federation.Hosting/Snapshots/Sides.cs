namespace Federation.Hosting;

/// <summary>The sides that a brand may have in a command.</summary>
[Flags]
public enum Sides
{
    None = 0,

    /// <summary>It sends the command. Of a payment it is the till's brand too.</summary>
    Caller = 1,

    /// <summary>It issues coins that the member gives.</summary>
    Source = 2,

    /// <summary>It issues the coins that they become.</summary>
    Target = 4,
}
