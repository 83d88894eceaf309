using Microsoft.Playwright;

namespace Federation.Browser;

/// <summary>A reader's window, kept open from page to page, and what is watched over it.</summary>
internal sealed record Seat(IPage Page, Watch Watch);
