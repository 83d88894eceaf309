using System.Diagnostics;
using Federation.Client;
using Federation.Errors.V1;
using Federation.Exchange.V1;
using Federation.Ledger.V1;
using Federation.Testing;
using Federation.Types.V1;
using Google.Protobuf.WellKnownTypes;
using CaptureRequest = Federation.Exchange.V1.CaptureRequest;
using DatabaseKind = Federation.Hosting.DatabaseKind;
using RefundRequest = Federation.Exchange.V1.RefundRequest;
using ReleaseRequest = Federation.Exchange.V1.ReleaseRequest;

namespace Federation.Scenarios;

/// <summary>A member as each brand names it.</summary>
internal sealed record MemberOfThree(string AtAster, string AtBirch, string AtCedar);
