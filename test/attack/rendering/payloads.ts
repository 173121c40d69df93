/** Texts that would run, load, link or restyle if anything took them for markup, a template or an address. */
export const MARKUP = [
  '<img src=x onerror="window.ran=1">',
  '<svg onload=window.ran=1><b>粗</b>',
  '<script>window.ran=1</script>',
  '"><iframe srcdoc="<script>parent.ran=1</script>">',
  '</div></p></template><math><mtext></table></math><img src=x onerror=window.ran=1>',
  '&lt;img src=x onerror=window.ran=1&gt; &#60;b&#62;',
  '<a href="javascript:window.ran=1">点我</a>',
  '[点我](javascript:window.ran=1) ![图](x" onerror="window.ran=1)',
  'javascript:window.ran=1//https://a.example',
  'data:text/html,<script>window.ran=1</script>',
  'https://a.example/"onmouseover="window.ran=1',
  'HTTPS://a.example/<img src=x onerror=window.ran=1>',
  '{{constructor.constructor("window.ran=1")()}} {{figure:return_days}}',
  '${window.ran=1} <%= 1 %> #{1} {0} {name} @:desk.name @.upper:x | 一 | 二',
  '<style>*{display:none!important}</style>',
  '__proto__ constructor [[toString]]',
];

/** Characters that turn, hide or join text without being seen. */
export const HIDDEN = ['订单\u202e1000\u202c元', '退\u200b款\u2060已\ufeff到', '\u2067右\u2069左\u200f', '标\u{e0041}签\u00ad'];

/** Inside a page: what text with turning or hidden characters stands where it could change its surroundings. */
export const LEAKS = `(root) => {
  const texts = [];
  const walk = (node) => { for (const child of node.childNodes) child.nodeType === 3 ? texts.push(child) : walk(child); };
  walk(root);
  const apart = (text) => {
    for (let element = text.parentElement; element; element = element.parentElement) {
      const { display, unicodeBidi } = getComputedStyle(element);
      if (display === 'inline' || display === 'contents') { if (/isolate|plaintext/.test(unicodeBidi)) return true; }
      else return element.textContent.trim() === text.data.trim();
    }
    return true;
  };
  return texts.filter((text) => /[\\u202a-\\u202e\\u2066-\\u2069\\u200e\\u200f]/.test(text.data) && !apart(text)).map((text) => text.parentElement.outerHTML);
}`;
