/*
 * Programs that open an address without anybody having meant to send a lead. Only GET leads are concerned. The list
 * holds crawlers and link previews by their own names: a partner's `python-requests` is a sender, and so is a browser
 * inside an app. WhatsApp and Viber are both; their previews begin with the name.
 */
const PREVIEWS =
  /^(WhatsApp|Viber)\/|\b(facebookexternalhit|facebookcatalog|meta-externalagent|meta-externalfetcher|Twitterbot|LinkedInBot|Slackbot|Slack-ImgProxy|TelegramBot|Discordbot|SkypeUriPreview|BingPreview|MicrosoftPreview|Microsoft Office|redditbot|Pinterestbot|Embedly|Iframely|vkShare|Cardyb|Mastodon|Pleroma|Misskey|Synapse|Mattermost-Bot|Snap URL Preview|Googlebot|Google-InspectionTool|Google-PageRenderer|Google-Read-Aloud|Google Favicon|google\.com\/\+\/web\/snippet|bingbot|YandexBot|DuckDuckBot|Baiduspider|Applebot|AhrefsBot|SemrushBot|PetalBot|Bytespider|GPTBot|ClaudeBot|CCBot|Chrome-Lighthouse|W3C_Validator|HubSpot Connect|Proofpoint|Barracuda|SafeLinks|ZoomBot)\b/i;

/** Whether a GET was made ahead of, or without, a person's intent: a prefetch, a prerender or a link preview. */
export function isUnintended(headers: Headers): boolean {
  return isPrefetch(headers) || PREVIEWS.test(headers.get('user-agent') ?? '');
}

/** Whether a browser fetches this only in case somebody clicks. */
export function isPrefetch(headers: Headers): boolean {
  const purposes = ['sec-purpose', 'purpose', 'x-purpose', 'x-moz'].map((name) => headers.get(name) ?? '');
  return purposes.some((purpose) => /prefetch|prerender|preview/i.test(purpose));
}
