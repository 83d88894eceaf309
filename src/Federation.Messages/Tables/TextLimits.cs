namespace Federation.Messages;

/// <summary>How long texts of messages may be, in characters.</summary>
internal static class TextLimits
{
    /// <summary>A subject, also of a template.</summary>
    public const int MaxSubject = 200;

    /// <summary>A template's text, and what a brand has to say.</summary>
    public const int MaxText = 4000;
}
