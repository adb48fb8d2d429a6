/*
 * Programs that open an address without anybody having meant to send a lead. Only GET leads are concerned. The list
 * holds link previews by their own names, from the start of the User-Agent: a partner's `python-requests` is a sender.
 */
const PREVIEWS =
  /^(WhatsApp|TelegramBot|Slackbot|Slack-ImgProxy|facebookexternalhit|meta-externalagent|Twitterbot|LinkedInBot|Discordbot|SkypeUriPreview|Viber|Googlebot|Mozilla\/5\.0 \(compatible; (Googlebot|bingbot|YandexBot|Discordbot|AhrefsBot|SemrushBot|Applebot|PetalBot|Bytespider)|Google-PageRenderer|Google-InspectionTool|Applebot|Iframely|Embedly|redditbot|Pinterestbot|Snap URL Preview|Mattermost-Bot|Zoom\.us|Microsoft Office|Mozilla\/5\.0 .*(BingPreview|MicrosoftPreview|SkypeUriPreview|TelegramBot|Applebot|Google-Read-Aloud|Google Favicon|Chrome-Lighthouse|Slackbot|facebookexternalhit|LinkedInBot|Twitterbot|Googlebot|bingbot))/i;

/** Whether a GET was made ahead of, or without, a person's intent: a prefetch, a prerender or a link preview. */
export function isUnintended(headers: Headers): boolean {
  return isPrefetch(headers) || PREVIEWS.test(headers.get('user-agent') ?? '');
}

/** Whether a browser fetches this only in case somebody clicks. */
export function isPrefetch(headers: Headers): boolean {
  const purposes = ['sec-purpose', 'purpose', 'x-purpose', 'x-moz'].map((name) => headers.get(name) ?? '');
  return purposes.some((purpose) => /prefetch|prerender|preview/i.test(purpose));
}
